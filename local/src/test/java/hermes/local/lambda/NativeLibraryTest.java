package hermes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import hermes.local.stack.LocalStackException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NativeLibraryTest {

    @ParameterizedTest
    @CsvSource({"amd64", "aarch64"})
    void linuxHasThatOfAws(String processor) {
        assertThat(NativeLibrary.of("Linux", processor, null))
                .hasValueSatisfying(
                        name -> assertThat(AWSLambda.class.getResource("/jni/" + name)).isNotNull());
    }

    @ParameterizedTest
    @CsvSource({"Mac OS X,aarch64", "Mac OS X,x86_64", "Linux,riscv64"})
    void othersDoWithout(String operatingSystem, String processor) {
        assertThat(NativeLibrary.of(operatingSystem, processor, null)).isEmpty();
    }

    @Test
    void linuxCanDoWithout() {
        assertThat(NativeLibrary.of("Linux", "amd64", "portable")).isEmpty();
        assertThat(NativeLibrary.of("Linux", "amd64", "")).isPresent();
    }

    @Test
    void anotherChoiceIsNamed() {
        assertThatExceptionOfType(LocalStackException.class)
                .isThrownBy(() -> NativeLibrary.of("Linux", "amd64", "native"))
                .withMessage(
                        "HERMES_LAMBDA_RUNTIME is \"native\"; expected \"portable\", or leave it unset.");
    }
}
