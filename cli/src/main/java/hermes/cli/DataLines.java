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
 * Many notifications whose data are lines, as they come. What is wrong with a line is told only when those
 * before it were handed on, because a pipe may have no end at which all could be told. Not for use by several threads.
 */
final class DataLines {

    private static final int AT_ONCE = 100;

    private final IncomingLines lines;
    private final long first;
    private final Maker maker;
    private long count;
    private Optional<CommandFailed> fault = Optional.empty();

    /** Makes a notification of what stands in a line. */
    @FunctionalInterface
    interface Maker {

        /**
         * @param data JSON, as it is written
         * @param line from 1
         * @throws IllegalArgumentException if no stack would take it
         */
        String notification(String data, long line);
    }

    /** @param first line that is looked at; those before it are passed over */
    DataLines(InputStream in, long first, Maker maker) {
        this.lines = new IncomingLines(in);
        this.first = first;
        this.maker = maker;
    }

    /** How many lines were handed on or passed over. */
    long count() {
        return count;
    }

    /**
     * @return the notifications of the next lines; none at the end
     * @throws CommandFailed if none can be made of the next line
     */
    List<String> next() throws IOException {
        passOver();
        var notifications = new ArrayList<String>();
        var incoming = fault.isPresent() ? List.<byte[]>of() : lines.next(AT_ONCE);
        for (int index = 0; index < incoming.size() && fault.isEmpty(); index++) {
            long line = count + index + 1;
            try {
                notifications.add(maker.notification(checked(incoming.get(index)), line));
            } catch (JsonProcessingException e) {
                fault = Optional.of(fault(line, "is not JSON: " + Json.reason(e), e));
            } catch (IllegalArgumentException e) {
                fault = Optional.of(fault(line, "can never be delivered: " + e.getMessage(), e));
            }
        }
        if (notifications.isEmpty() && fault.isPresent()) {
            throw fault.get();
        }
        count += notifications.size();
        return notifications;
    }

    private void passOver() throws IOException {
        int passed = 1;
        while (count < first - 1 && passed > 0) {
            passed = lines.next((int) Math.min(AT_ONCE, first - 1 - count)).size();
            count += passed;
        }
    }

    private static String checked(byte[] line) throws JsonProcessingException {
        if (line.length > IncomingLines.LONGEST) {
            throw new JsonParseException(null, "it has more than %,d bytes".formatted(IncomingLines.LONGEST));
        }
        return Json.checked(line);
    }

    private CommandFailed fault(long line, String what, Exception e) {
        return new CommandFailed("line %d %s; %s".formatted(line, what, line == first
                ? "nothing was sent"
                : "what stands before it was sent, it and what follows were not"), e);
    }
}
