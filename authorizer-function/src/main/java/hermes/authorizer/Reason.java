package hermes.authorizer;

import java.util.Locale;

/** Why a token is denied, for the log alone. */
enum Reason {
    /** Several different ones were sent, and what stands before us may have looked at another than we would. */
    TOKENS_DIFFER,
    /** Longer than any token of ours: not even parsed. */
    TOKEN_TOO_LONG,
    /** Not a JSON Web Token, or a registered claim of it has the wrong type. */
    MALFORMED,
    /** A part of it is not written in base64url as RFC 7515 has it: with padding, say. */
    BAD_BASE64,
    /** Its header or payload is not UTF-8. */
    BAD_UTF8,
    /** Something follows the JSON of its header or payload. */
    TRAILING_TEXT,
    /** Its header or payload has two members with one name. */
    DUPLICATE_MEMBER,
    /** Not HS512, the one algorithm that is accepted, or with an issuer not one that its key is for. */
    WRONG_ALGORITHM,
    /** Has a {@code crit} header, which only a verifier that understands the extension may accept. */
    CRITICAL_HEADER,
    /** Signed with neither the current nor the previous key, or changed afterwards. */
    BAD_SIGNATURE,
    EXPIRED,
    /** Its {@code nbf} lies more than a minute in the future. */
    NOT_YET_VALID,
    /** Has no {@code exp}: it would be valid forever. */
    NO_EXPIRY,
    /** Its {@code exp} is more than 366 days away: written in milliseconds, most likely. */
    EXPIRY_TOO_FAR,
    /** Its {@code typ} says that it is no token to get in with. */
    WRONG_TYPE,
    /** The issuer publishes no key of that {@code kid}. */
    UNKNOWN_KEY,
    /** Its {@code iss} is not the issuer that is set. */
    WRONG_ISSUER,
    /** Issued for another application: none of its {@code aud} is one of those that are set. */
    WRONG_AUDIENCE,
    /** {@code user_id} is missing, or no text or whole number of 1 to 256 bytes without control characters. */
    BAD_USER,
    /** {@code room_id}, likewise. */
    BAD_ROOM,
    /** {@code token} is missing, or no text of 1 to 72 bytes without control characters. */
    BAD_TOKEN_CLAIM,
    /** {@code send} is there and is not a boolean. */
    BAD_SEND_CLAIM,
    /** {@code session} is there and is no whole number of seconds from 1 on. */
    BAD_SESSION_CLAIM,
    /** {@code rooms} is there and is no list of at most 50 ids that have 4,096 bytes together. */
    BAD_ROOMS_CLAIM,
    /** No token was issued for this user in this room since its row was deleted, or since it was revoked. */
    NO_TOKEN_ROW,
    /** Issued before the row's {@code valid_from}. */
    REVOKED,
    /** The row has {@code valid_from}, and the token has no {@code iat} to compare with it. */
    NO_ISSUE_DATE,
    /** The stored hash is no bcrypt hash, or one that takes too long to check. */
    UNUSABLE_HASH,
    /** The stored hash is another token's. */
    OTHER_HASH;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
