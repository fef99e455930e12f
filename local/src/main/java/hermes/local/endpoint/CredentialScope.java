package hermes.local.endpoint;

import java.util.Optional;

/**
 * What a signature's {@code Authorization} header says of the signer. Immutable.
 *
 * @param service that the signature is for
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html">Signature
 *      elements</a>
 */
public record CredentialScope(String accessKeyId, String service) {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256 ";
    private static final String CREDENTIAL = "Credential=";
    private static final String SIGNATURE = "Signature=";
    private static final int DATE_DIGITS = 8;

    /** @return empty if the header has none, or one that is not whole, or no signature */
    public static Optional<CredentialScope> in(String authorization) {
        int credential = authorization.indexOf(CREDENTIAL);
        if (credential < 0 || !authorization.startsWith(ALGORITHM) || !hasSignature(authorization)) {
            return Optional.empty();
        }
        int start = credential + CREDENTIAL.length();
        int end = authorization.indexOf(',', start);
        // Key, date, region, service, and what ends every scope.
        String[] parts = authorization.substring(start, end < 0 ? authorization.length() : end).split("/");
        boolean whole = parts.length == 5 && !parts[0].isEmpty() && isDate(parts[1]) && !parts[2].isEmpty()
                && !parts[3].isEmpty() && parts[4].stripTrailing().equals("aws4_request");
        return whole ? Optional.of(new CredentialScope(parts[0], parts[3])) : Optional.empty();
    }

    private static boolean hasSignature(String authorization) {
        int end = authorization.indexOf(SIGNATURE) + SIGNATURE.length();
        return end >= SIGNATURE.length() && end < authorization.length() && authorization.charAt(end) != ',';
    }

    private static boolean isDate(String text) {
        return text.length() == DATE_DIGITS && text.chars().allMatch(Character::isDigit);
    }
}
