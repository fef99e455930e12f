package hermes.common.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.testing.Contract;
import org.junit.jupiter.api.Test;

class ContractTest {

    @Test
    void boundsOfAnInboxAreThoseOfTheContract() {
        assertThat(PageRequest.MOST).isEqualTo(Contract.number("/inbox/page_at_most"));
        assertThat(PageRequest.USUAL).isEqualTo(Contract.number("/inbox/page_usual"));
        assertThat(Paging.BYTES).isEqualTo(Contract.number("/inbox/page_bytes_at_most"));
        assertThat(InboxState.MOST_RANGES).isEqualTo(Contract.number("/inbox/ranges_at_most"));
        assertThat(InboxState.MOST_REFS).isEqualTo(Contract.number("/inbox/refs_remembered"));
    }
}
