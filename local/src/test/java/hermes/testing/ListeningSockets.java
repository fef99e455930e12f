package hermes.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a process of Linux listens, as the kernel knows it.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_net.5.html">proc_pid_net(5)</a>
 */
public final class ListeningSockets {

    private static final String LISTEN = "0A";

    private ListeningSockets() {}

    /** Those of this process that were not there before the deed. */
    public static <T> Opened<T> openedBy(Supplier<T> deed) {
        Set<InetSocketAddress> before = ofThisProcess();
        T result = deed.get();
        Set<InetSocketAddress> opened = ofThisProcess();
        opened.removeAll(before);
        return new Opened<>(result, opened);
    }

    /** @param sockets that the deed opened */
    public record Opened<T>(T result, Set<InetSocketAddress> sockets) {}

    private static Set<InetSocketAddress> ofThisProcess() {
        Set<String> own = inodes();
        return Stream.of("tcp", "tcp6").flatMap(table -> lines(Path.of("/proc/self/net", table)).skip(1))
                .map(line -> line.strip().split("\\s+"))
                .filter(row -> row[3].equals(LISTEN) && own.contains(row[9]))
                .map(row -> address(row[1])).collect(Collectors.toSet());
    }

    private static Set<String> inodes() {
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.map(ListeningSockets::target).filter(name -> name.startsWith("socket:["))
                    .map(name -> name.substring("socket:[".length(), name.length() - 1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException _) {
            // Closed since it was listed.
            return "";
        }
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param text words of four bytes in the machine's order, and the port: {@code 0100007F:0016} */
    private static InetSocketAddress address(String text) {
        String[] parts = text.split(":");
        var words = ByteBuffer.wrap(HexFormat.of().parseHex(parts[0])).order(ByteOrder.nativeOrder());
        var network = ByteBuffer.allocate(words.capacity());
        while (words.hasRemaining()) {
            network.putInt(words.getInt());
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(network.array()),
                    Integer.parseInt(parts[1], 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the kernel names no address: " + text, e);
        }
    }
}
