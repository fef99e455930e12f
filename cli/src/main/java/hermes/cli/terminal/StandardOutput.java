package hermes.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Standard output that says when it is gone, which {@link System#out} keeps to itself. Thread-safe.
 *
 * @see OutputGone
 */
public final class StandardOutput extends PrintableWriter {

    /** For the whole process, once. */
    public StandardOutput() {
        super(new OutputStreamWriter(new Descriptor(), charset()));
    }

    /** That of the locale; one without umlauts would print question marks in their place. */
    private static Charset charset() {
        var locale = System.out.charset();
        return locale.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : locale;
    }

    /** Ends the process as soon as the reader of a pipe has ended, also while nothing is printed. */
    void endProcessWithReader() {
        Thread.ofPlatform().daemon().name("standard-output").start(() -> {
            if (HangUp.await(Descriptor.NUMBER)) {
                new OutputGone("its reader has ended", null).endProcess();
            }
        });
    }

    private static final class Descriptor extends OutputStream {

        private static final int NUMBER = 1;

        private final FileOutputStream file = new FileOutputStream(FileDescriptor.out);

        @Override
        public void write(int octet) {
            write(new byte[]{(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) {
            try {
                file.write(octets, offset, length);
            } catch (IOException e) {
                throw new OutputGone(e.getMessage(), e);
            }
        }
    }
}
