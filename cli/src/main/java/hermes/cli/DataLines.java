package hermes.cli;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.IncomingLines;
import hermes.cli.terminal.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The data of many notifications, one in each line, as they come. What is wrong with a line is told only when those
 * before it were handed on, because a pipe may have no end at which all could be told. Not for use by several threads.
 */
final class DataLines {

    private static final int AT_ONCE = 100;

    private final IncomingLines lines;
    private long count;
    private Optional<CommandFailed> fault = Optional.empty();

    DataLines(InputStream in) {
        this.lines = new IncomingLines(in);
    }

    /** How many lines were handed on. */
    long count() {
        return count;
    }

    /**
     * @return the data of the next lines, each as it is written; none at the end
     * @throws CommandFailed if the next line is not JSON
     */
    List<String> next() throws IOException {
        var data = new ArrayList<String>();
        var incoming = fault.isPresent() ? List.<byte[]>of() : lines.next(AT_ONCE);
        for (int index = 0; index < incoming.size() && fault.isEmpty(); index++) {
            try {
                data.add(checked(incoming.get(index)));
            } catch (JsonProcessingException e) {
                fault = Optional.of(fault(count + index + 1, e));
            }
        }
        if (data.isEmpty() && fault.isPresent()) {
            throw fault.get();
        }
        count += data.size();
        return data;
    }

    private static String checked(byte[] line) throws JsonProcessingException {
        if (line.length > IncomingLines.LONGEST) {
            throw new JsonParseException(null, "it has more than %,d bytes".formatted(IncomingLines.LONGEST));
        }
        return Json.checked(line);
    }

    private static CommandFailed fault(long line, JsonProcessingException e) {
        return new CommandFailed("line %d is not JSON: %s; %s".formatted(line, Json.reason(e), line == 1
                ? "nothing was sent"
                : "what stands before it was sent, it and what follows were not"), e);
    }
}
