package hermes.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mindrot.jbcrypt.BCrypt;

/** What takes long is counted, since a clock says nothing on a busy machine. */
class KnownHashesTest {
    private int checks;
    private final KnownHashes hashes = new KnownHashes((fingerprint, hash) -> {
        checks++;
        return BCrypt.checkpw(fingerprint, hash);
    });

    @Test
    void ownHashIsKnownAtOnce() {
        var hash = hashes.hash("f");

        assertThat(hashes.isOf("f", hash)).isTrue();
        assertThat(checks).isZero();
    }

    @Test
    void hashOfAnotherProcessIsCheckedOnce() {
        var hash = new KnownHashes().hash("f");

        assertThat(hashes.isOf("f", hash)).isTrue();
        assertThat(hashes.isOf("f", hash)).isTrue();
        assertThat(checks).isEqualTo(1);
    }

    @Test
    void whatIsKnownIsTheFingerprintAndItsHash() {
        var hash = hashes.hash("f");

        assertThat(hashes.isOf("g", hash)).isFalse();
        assertThat(checks).isEqualTo(1);
    }
}
