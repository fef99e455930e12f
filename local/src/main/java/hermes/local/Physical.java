package hermes.local;

import java.util.Map;

/**
 * What stands for a resource elsewhere in the template.
 *
 * @param ref        the value of {@code Ref}
 * @param attributes the values of {@code Fn::GetAtt}
 */
record Physical(String ref, Map<String, String> attributes) {}
