package hermes.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Standard output that says when it is gone, which {@link System#out} keeps to itself. Thread-safe.
 *
 * @see OutputGone
 */
public final class StandardOutput extends PrintWriter {

    private final Descriptor descriptor;

    /** For the whole process, once. */
    public StandardOutput() {
        this(new Descriptor());
    }

    private StandardOutput(Descriptor descriptor) {
        super(new OutputStreamWriter(descriptor, charset()), true);
        this.descriptor = descriptor;
    }

    /** That of the locale; one without umlauts would print question marks in their place. */
    private static Charset charset() {
        var locale = System.out.charset();
        return locale.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : locale;
    }

    /**
     * From now on the process ends with {@link OutputGone#EXIT_CODE} as soon as it is gone, also while nothing is
     * printed; what is printed then is dropped. For a command that waits, in threads that must not be disturbed.
     */
    void endProcessWhenGone() {
        descriptor.endsProcess = true;
        Thread.ofPlatform().daemon().name("standard-output").start(() -> {
            if (HangUp.await(Descriptor.NUMBER)) {
                descriptor.gone(new IOException("its reader has ended"));
            }
        });
    }

    private static final class Descriptor extends OutputStream {

        private static final int NUMBER = 1;

        private final FileOutputStream file = new FileOutputStream(FileDescriptor.out);
        private final AtomicBoolean ending = new AtomicBoolean();
        private volatile boolean endsProcess;

        @Override
        public void write(int octet) {
            write(new byte[]{(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) {
            try {
                file.write(octets, offset, length);
            } catch (IOException e) {
                gone(e);
            }
        }

        /** In a thread of its own, because the end waits for those that print. */
        private void gone(IOException e) {
            var gone = new OutputGone(e.getMessage(), e);
            if (!endsProcess) {
                throw gone;
            }
            if (ending.compareAndSet(false, true)) {
                Thread.ofPlatform().start(() -> {
                    System.err.println("hermes: " + gone.getMessage());
                    System.exit(OutputGone.EXIT_CODE);
                });
            }
        }
    }
}
