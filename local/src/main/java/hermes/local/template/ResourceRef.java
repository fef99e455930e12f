package hermes.local.template;

import java.util.Map;

/**
 * What stands for a resource elsewhere in the template.
 *
 * @param ref the value of {@code Ref}
 * @param attributes the values of {@code Fn::GetAtt}
 */
record ResourceRef(String ref, Map<String, String> attributes) {}
