package hermes.send.delivery;

import hermes.common.StreamName;

/** Where what finds its stream busy can wait until it is alone. May be called by several threads. */
@FunctionalInterface
public interface Line {

    /** @return whether all that was to be published to this stream waits there from now on */
    boolean takes(StreamName stream);
}
