package hermes.local;

import hermes.local.iam.ExecutionRole;
import hermes.local.iam.ExecutionRoles;
import hermes.local.iam.LambdaNeed;
import hermes.local.lambda.EventSource;
import hermes.local.lambda.FunctionSpec;
import hermes.local.lambda.FunctionSpecs;
import hermes.local.route.ApiSpec;
import hermes.local.route.WebSocketApi;
import hermes.local.secrets.Secret;
import hermes.local.secrets.SecretSpecs;
import hermes.local.sqs.QueuePolicies;
import hermes.local.sqs.QueueSpec;
import hermes.local.stack.Addresses;
import hermes.local.stack.LocalStackException;
import hermes.local.template.ResourceRefs;
import hermes.local.template.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything the template describes, resolved and checked, before anything of it is started.
 *
 * @param api empty if the template has no WebSocket API
 * @param roles of the functions, by their logical ids
 * @param needs of the functions, for which they call nothing themselves
 */
record StackModel(ResourceRefs refs, DataSpecs data, FunctionSpecs functions,
        Optional<WebSocketApi> api,
        List<Secret> secrets, Map<String, ExecutionRole> roles, List<LambdaNeed> needs) {

    static StackModel of(Template template, Addresses addresses) {
        var refs = new ResourceRefs(template, addresses);
        var model = new StackModel(refs, DataSpecs.of(template, refs),
                FunctionSpecs.of(template, refs),
                ApiSpec.of(template, refs), SecretSpecs.of(template, refs),
                ExecutionRoles.of(template, refs), LambdaNeed.of(template, refs));
        model.functions.events().forEach(model::check);
        QueuePolicies.check(template, refs);
        return model;
    }

    /** The queue of an event source. */
    QueueSpec queue(EventSource source) {
        return data.queues().entrySet().stream()
                .filter(queue -> refs.attribute(queue.getKey(), "Arn").filter(source.queueArn()::equals)
                        .isPresent())
                .map(queue -> queue.getValue()).findFirst()
                .orElseThrow(() -> new LocalStackException(
                        "%s has an event of %s, which is not a queue of this template."
                                .formatted(source.function(), source.queueArn())));
    }

    /** Lambda refuses such a mapping, because messages would come again while they are worked on. */
    private void check(EventSource source) {
        QueueSpec queue = queue(source);
        FunctionSpec function = functions.functions().stream()
                .filter(candidate -> candidate.id().equals(source.function())).findFirst().orElseThrow();
        if (queue.visibilitySeconds() < function.timeout().toSeconds()) {
            throw new LocalStackException(
                    "The queue %s has a VisibilityTimeout of %d s, less than the Timeout of %s, %d s."
                            .formatted(queue.name(), queue.visibilitySeconds(), function.id(),
                                    function.timeout().toSeconds()));
        }
    }
}
