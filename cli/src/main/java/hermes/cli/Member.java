package hermes.cli;

import hermes.cli.terminal.IdConverter;
import picocli.CommandLine.Option;

/** The options that name one user in one room. */
final class Member {

    @Option(
            names = "--room",
            required = true,
            paramLabel = "ROOM",
            converter = IdConverter.class,
            description = "The room.")
    private String room;

    @Option(
            names = "--user",
            required = true,
            paramLabel = "USER",
            converter = IdConverter.class,
            description = "The user.")
    private String user;

    String room() {
        return room;
    }

    String user() {
        return user;
    }
}
