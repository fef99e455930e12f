package hermes.local.template;

import java.util.Optional;

/** What {@code Ref} and {@code Fn::GetAtt} stand for. Empty answers: nothing of that name. */
interface References {

    Optional<Value> ref(String name, int line);

    /** @param attribute may contain dots, as in {@code Outputs.Url} */
    Optional<String> attribute(String logicalId, String attribute);
}
