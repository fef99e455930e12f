package hermes.cli;

import hermes.cli.stack.SigningKey;
import hermes.cli.stack.SigningKey.Rotation;
import hermes.cli.stack.TargetOptions;
import hermes.cli.terminal.Confirmation;
import hermes.cli.terminal.DurationConverter;
import hermes.cli.terminal.Json;
import hermes.cli.terminal.JsonPrinter;
import hermes.cli.terminal.ShortDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "rotate-key",
        mixinStandardHelpOptions = true,
        description = {
                "Makes a new key that signs tokens.",
                "Tokens signed with the key before it stay good until they expire; those signed with the key before",
                "that are refused, within five minutes. No connection is closed.",
                "",
                "Backends notice within five minutes. So two rotations belong at least five minutes and the longest",
                "life of a token apart, and nobody is ever refused. If the key has leaked, rotate twice, ten minutes",
                "apart: then every token made before is worthless, and clients must get new ones."},
        footer = {"", "Example:  ${hermes.command} rotate-key --stack hermes-production --token-lifetime 1h"})
final class RotateKey implements Runnable {

    @Mixin
    private TargetOptions options;

    @Mixin
    private Confirmation confirmation;

    @Option(
            names = "--token-lifetime",
            paramLabel = "TIME",
            defaultValue = "12h",
            converter = DurationConverter.class,
            description = "The longest life that your backends give a token: 30m, 12h, 7d (default: "
                    + "${DEFAULT-VALUE}). Only used to say when the next rotation is harmless.")
    private Duration tokenLifetime;

    @Mixin
    private JsonPrinter printer;

    @Override
    public void run() {
        try (var stack = options.awsOperations()) {
            var key = new SigningKey(stack.clients().secretsManager(), stack.output("JwtSecretArn"));
            key.lastRotation().ifPresent(this::warnIfEarly);
            confirmation.require("Make a new signing key for " + stack);
            report(key.rotate());
        }
    }

    private void warnIfEarly(Instant lastRotation) {
        var harmless = lastRotation.plus(SigningKey.KEPT_BY_BACKENDS).plus(tokenLifetime);
        if (Instant.now().isBefore(harmless)) {
            printer.err().printf(
                    "Caution: the last rotation was at %s. Tokens signed before it can be in use until %s and would be refused.%n",
                    seconds(lastRotation), seconds(harmless));
        }
    }

    private void report(Rotation rotation) {
        var out = printer.out();
        var next = rotation.at().plus(SigningKey.KEPT_BY_BACKENDS).plus(tokenLifetime);
        if (printer.json()) {
            out.println(Json.object().put("version", rotation.version())
                    .put("rotatedAt", rotation.at().toString())
                    .put("backendsSignWithItBy", rotation.at().plus(SigningKey.KEPT_BY_BACKENDS).toString())
                    .put("nextRotationFrom", next.toString()));
            return;
        }
        out.printf("""
            The new key signs from now on (version %s).
            Tokens signed with the key before it are good until they expire, or until the next rotation.
            Tokens signed with the key before that are refused by %s.
            Do not rotate again before %s: until then tokens that live %s may still be in use.
            """, rotation.version(), seconds(rotation.at().plus(SigningKey.KEPT_BY_AUTHORIZER)),
                seconds(next), ShortDuration.of(tokenLifetime));
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
