package hermes.local.secrets;

import hermes.local.template.ResourceRefs;
import hermes.local.template.ResourceTypes;
import hermes.local.template.Section;
import hermes.local.template.Template;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Makes the template's secrets, each with its first version.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html">
 *      AWS::SecretsManager::Secret</a>
 */
public final class SecretSpecs {

    private SecretSpecs() {}

    public static List<Secret> of(Template template, ResourceRefs refs) {
        return template.resources(ResourceTypes.SECRET).stream().map(resource -> {
            Section properties = template.properties(resource, refs);
            var secret = new Secret(refs.physicalName(resource), refs.of(resource));
            secret.put(UUID.randomUUID().toString(), value(properties), Set.of(Secret.CURRENT));
            return secret;
        }).toList();
    }

    private static String value(Section secret) {
        Optional<String> given = secret.optionalText("SecretString");
        Optional<Section> generated = secret.optionalSection("GenerateSecretString");
        if (given.isPresent() == generated.isPresent()) {
            throw secret.error("either SecretString or GenerateSecretString is expected");
        }
        return given.orElseGet(() -> GeneratedSecret.of(generated.orElseThrow()));
    }
}
