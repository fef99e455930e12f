package hermes.authorizer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.algorithms.Algorithm;
import hermes.authorizer.Verification.Refused;
import hermes.authorizer.Verification.Verified;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each of these tokens is properly signed over what stands in it. */
class TokenFormTest {
    private static final String HEADER = "{'alg':'HS512'}";
    private static final String CLAIMS = "{'user_id':7,'room_id':'acme','token':'s','exp':1893500000}";

    /** HEADER and CLAIMS stand for those of a token that is let in; a byte above 7F for itself. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"HEADERx, CLAIMS, trailing_text", "HEADER{}, CLAIMS, trailing_text",
                    "HEADER, CLAIMSx, trailing_text", "HEADER, CLAIMS{}, trailing_text",
                    "HEADER, CLAIMSCLAIMS, trailing_text", "HEADER, CLAIMSnull, trailing_text",
                    "HEADER, \"CLAIMS\u000b\", trailing_text", "HEADER, CLAIMS\u00c2\u00a0, trailing_text",
                    "HEADER, \"{'user_id':7,'room_id':'\u00e8','token':'s','exp':1893500000}\", bad_utf8",
                    "HEADER, \"{'user_id':7,'room_id':'\u00ed\u00a0\u0080','token':'s','exp':1893500000}\", bad_utf8",
                    "HEADER, \"{'user_id':7,'room_id':'\u00c0\u00ae','token':'s','exp':1893500000}\", bad_utf8",
                    "\"{'alg':'HS512','x':'\u00ff'}\", CLAIMS, bad_utf8",
                    "\"{'alg':'HS512','alg':'HS512'}\", CLAIMS, duplicate_member",
                    "\"{'alg':'none','alg':'HS512'}\", CLAIMS, duplicate_member",
                    "HEADER, \"{'user_id':7,'user_id':7,'room_id':'acme','token':'s','exp':1893500000}\", duplicate_member",
                    "HEADER, \"{'user_id':7,'room_id':'a','token':'s','exp':1893500000,'r\\u006fom_id':'b'}\", duplicate_member",
                    "HEADER, \"[CLAIMS]\", malformed", "HEADER, '', malformed", "'', CLAIMS, malformed",
                    "HEADER, null, malformed", "HEADER, \u00ef\u00bb\u00bfCLAIMS, malformed",
                    "HEADER, \"{'user_id':7,'room_id':'acme','token':'s','exp':1893500000,}\", malformed",
                    "HEADER, \"{'user_id':07,'room_id':'acme','token':'s','exp':1893500000}\", malformed"})
    void looseFormIsRefused(String header, String claims, String reason) {
        var token = Jws.signed(bytes(header), bytes(claims));

        assertThat(verify(token)).isEqualTo(new Refused(Reason.valueOf(reason.toUpperCase(Locale.ROOT))));
    }

    @Test
    void paddingAndBitsThatNobodyReadsAreRefused() {
        var padded = Jws.signedParts(Jws.encoded(bytes("HEADER")), Jws.encoded(bytes("CLAIMS ")) + "==");
        var parts = Jws.signed(bytes("HEADER"), bytes("CLAIMS")).split("\\.");

        assertThat(verify(padded)).isEqualTo(new Refused(Reason.BAD_BASE64));
        assertThat(verify(parts[0] + "." + parts[1] + "." + parts[2] + "=="))
                .isEqualTo(new Refused(Reason.BAD_BASE64));
        assertThat(verify(parts[0] + "." + parts[1] + "." + withOtherUnusedBits(parts[2])))
                .isEqualTo(new Refused(Reason.BAD_BASE64));
    }

    @Test
    void otherAlphabetIsRefused() {
        var parts = Jws.signed(bytes("HEADER"), bytes("CLAIMS")).split("\\.");

        for (var part : List.of(parts[1].replaceFirst("[A-Z]", "+"), parts[1].replaceFirst("[A-Z]", "/"),
                parts[1] + "\n", " " + parts[1])) {
            assertThat(verify(parts[0] + "." + part + "." + parts[2]))
                    .isEqualTo(new Refused(Reason.BAD_BASE64));
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {"HEADER,CLAIMS", "\" HEADER\r\n\",\"\tCLAIMS \""})
    void blanksOfJsonAroundItAreNoFault(String header, String claims) {
        assertThat(verify(Jws.signed(bytes(header), bytes(claims)))).isInstanceOf(Verified.class);
    }

    private static Verification verify(String token) {
        return new TokenVerifier(Clock.fixed(Jws.NOW, ZoneOffset.UTC), Optional.empty()).verify(token,
                List.of(Algorithm.HMAC512(Jws.KEY)));
    }

    private static byte[] bytes(String text) {
        var written = text.replace("HEADER", HEADER).replace("CLAIMS", CLAIMS).replace('\'', '"')
                .getBytes(ISO_8859_1);
        return Arrays.equals(written, "\"\"".getBytes(UTF_8)) ? new byte[0] : written;
    }

    /** The 64 bytes of a signature leave four bits of its last character unused. */
    private static String withOtherUnusedBits(String signature) {
        var last = signature.charAt(signature.length() - 1);
        return signature.substring(0, signature.length() - 1) + (char) (last + 1);
    }
}
