package hermes.local;

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
final class SecretSpecs {

    private SecretSpecs() {}

    static List<Secret> of(Template template, PhysicalResources physical) {
        return template.resources(ResourceTypes.SECRET).stream().map(resource -> {
            Properties properties = template.properties(resource, physical);
            var secret = new Secret(physical.physicalName(resource), physical.of(resource));
            secret.put(UUID.randomUUID().toString(), value(properties), Set.of(Secret.CURRENT));
            return secret;
        }).toList();
    }

    private static String value(Properties secret) {
        Optional<String> given = secret.optionalText("SecretString");
        Optional<Properties> generated = secret.optionalSection("GenerateSecretString");
        if (given.isPresent() == generated.isPresent()) {
            throw secret.error("either SecretString or GenerateSecretString is expected");
        }
        return given.orElseGet(() -> GeneratedSecret.of(generated.orElseThrow()));
    }
}
