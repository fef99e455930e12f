package hermes.system.operator;

import hermes.cli.CommandRun;
import hermes.system.WholeStack;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Commands as an operator types them, against a stack that really runs. */
abstract class OperatorCommands {

    @RegisterExtension
    static final WholeStack STACK = new WholeStack();

    final String room = STACK.newRoom();

    /** The options that name the stack. */
    abstract List<String> target();

    CommandRun hermes(String... args) {
        return CommandRun.of(target(), args);
    }
}
