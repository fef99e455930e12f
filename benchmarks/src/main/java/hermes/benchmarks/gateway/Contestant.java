package hermes.benchmarks.gateway;

import hermes.benchmarks.process.Java;
import hermes.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** A server that holds connections, ours or the one that it is compared with. Not thread-safe. */
public interface Contestant extends AutoCloseable {

    ServerProcess process();

    /** Where connections are opened. */
    InetSocketAddress address();

    /** The paths of so many connections that were not opened before. */
    List<String> paths(int connections) throws IOException;

    /** The ids of all that are open. */
    List<String> ids() throws IOException, InterruptedException;

    /** The ways to post to them. */
    List<Way> ways(String text);

    /** @param name as in "a post to the gateway's port" */
    record Way(String name, Poster poster) {}

    /** Live heap, in megabytes. */
    default double liveHeap() throws IOException, InterruptedException {
        return Java.liveHeapMegabytes(process().pid());
    }

    @Override
    void close();
}
