package hermes.local.template;

import java.util.List;
import java.util.SequencedMap;

/**
 * A piece of the template with the line it stands on. Scalars stay text, as CloudFormation passes them to
 * resources. After {@link Intrinsics} has resolved a value there is no {@link Call} left in it. Immutable.
 */
public sealed interface Value {

    int line();

    record Text(String text, int line) implements Value {}

    record Items(List<Value> values, int line) implements Value {}

    record Members(SequencedMap<String, Value> values, int line) implements Value {}

    /** @param function the long name: {@code Ref}, {@code Condition} or {@code Fn::…} */
    record Call(String function, Value argument, int line) implements Value {}
}
