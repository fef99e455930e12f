package hermes.local.stack;

/**
 * What a caller of the local AWS endpoint presents. There is nothing to protect on one machine, so the key id alone
 * says who calls; signatures are not verified.
 *
 * @param accessKeyId letters and digits only, because DynamoDB Local refuses others
 */
public record Credentials(String accessKeyId, String secretAccessKey, String region) {

    private static final String FUNCTION_PREFIX = "HERMES";

    /** A function's own, from which its calls can be told. */
    public static Credentials ofFunction(String logicalId, String region) {
        return new Credentials(FUNCTION_PREFIX + logicalId, "local", region);
    }

    /** The logical id of the function that has this key, or the key itself if it is nobody's. */
    public static String caller(String accessKeyId) {
        return accessKeyId.startsWith(FUNCTION_PREFIX)
                ? accessKeyId.substring(FUNCTION_PREFIX.length())
                : accessKeyId;
    }

    /** A header with the credential scope that says which service is called, and a signature of nothing. */
    public String authorization(String service) {
        return "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/%s/aws4_request, SignedHeaders=host, Signature=0"
                .formatted(accessKeyId, region, service);
    }
}
