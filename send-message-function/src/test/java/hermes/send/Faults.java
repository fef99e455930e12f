package hermes.send;

import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Lets calls of a client fail as if AWS could not be reached. */
final class Faults implements ExecutionInterceptor {
    private final Predicate<SdkRequest> which;

    private Faults(Predicate<SdkRequest> which) {
        this.which = which;
    }

    static Faults when(Predicate<SdkRequest> which) {
        return new Faults(which);
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (which.test(context.request())) {
            throw SdkClientException.create("slow down");
        }
    }
}
