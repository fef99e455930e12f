package hermes.local.secrets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.local.stack.Json;
import hermes.local.template.Section;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A random text as CloudFormation makes it.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html">
 *      GetRandomPassword</a>
 */
final class GeneratedSecret {

    private static final Set<String> PROPERTIES = Set.of("PasswordLength", "ExcludeCharacters",
            "ExcludeNumbers",
            "ExcludePunctuation", "ExcludeUppercase", "ExcludeLowercase", "IncludeSpace",
            "RequireEachIncludedType",
            "SecretStringTemplate", "GenerateStringKey");
    private static final int DEFAULT_LENGTH = 32;
    private static final int LONGEST = 4096;
    private static final SecureRandom RANDOM = new SecureRandom();

    private GeneratedSecret() {}

    static String of(Section rules) {
        rules.allowOnly(PROPERTIES);
        String password = password(rules);
        return rules.optionalText("SecretStringTemplate").map(template -> {
            if (!(Json.parse(template).orElse(null) instanceof ObjectNode object)) {
                throw rules.error("SecretStringTemplate must be a JSON object");
            }
            object.put(rules.text("GenerateStringKey"), password);
            return new String(Json.bytes(object), StandardCharsets.UTF_8);
        }).orElse(password);
    }

    private static String password(Section rules) {
        List<String> kinds = kinds(rules);
        int length = rules.between("PasswordLength", 1, DEFAULT_LENGTH, LONGEST);
        if (kinds.isEmpty() || length < kinds.size()) {
            throw rules.error("the rules leave no text of " + length + " characters");
        }
        List<Character> password = new ArrayList<>();
        if (!rules.optionalText("RequireEachIncludedType").filter("false"::equals).isPresent()) {
            kinds.forEach(kind -> password.add(any(kind)));
        }
        String all = String.join("", kinds);
        while (password.size() < length) {
            password.add(any(all));
        }
        Collections.shuffle(password, RANDOM);
        return password.stream().map(String::valueOf).collect(Collectors.joining());
    }

    /** What each kind of character leaves to choose from. */
    private static List<String> kinds(Section rules) {
        List<String> kinds = new ArrayList<>();
        if (!rules.flag("ExcludeLowercase")) {
            kinds.add("abcdefghijklmnopqrstuvwxyz");
        }
        if (!rules.flag("ExcludeUppercase")) {
            kinds.add("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        }
        if (!rules.flag("ExcludeNumbers")) {
            kinds.add("0123456789");
        }
        if (!rules.flag("ExcludePunctuation")) {
            kinds.add("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
        }
        if (rules.flag("IncludeSpace")) {
            kinds.add(" ");
        }
        String excluded = rules.optionalText("ExcludeCharacters").orElse("");
        return kinds.stream().map(kind -> kind.chars().filter(c -> excluded.indexOf(c) < 0)
                .mapToObj(Character::toString).collect(Collectors.joining())).filter(kind -> !kind.isEmpty())
                .toList();
    }

    private static char any(String characters) {
        return characters.charAt(RANDOM.nextInt(characters.length()));
    }
}
