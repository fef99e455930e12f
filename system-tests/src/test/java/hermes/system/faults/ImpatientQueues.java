package hermes.system.faults;

/** For a moment now and then, what is received then comes again while it is still worked on. */
final class ImpatientQueues implements Life {

    private static final int PATIENT_MILLIS = 5_000;
    private static final int IMPATIENT_MILLIS = 400;

    private final FaultyStack stack;
    private volatile boolean over;

    ImpatientQueues(FaultyStack stack) {
        this.stack = stack;
    }

    @Override
    public void end() {
        over = true;
    }

    @Override
    public void live() throws InterruptedException {
        while (!over) {
            stack.setVisibility(FaultyStack.IMPATIENT_SECONDS);
            Thread.sleep(IMPATIENT_MILLIS);
            stack.setVisibility(FaultyStack.VISIBILITY_SECONDS);
            for (int waited = 0; waited < PATIENT_MILLIS && !over; waited += IMPATIENT_MILLIS) {
                Thread.sleep(IMPATIENT_MILLIS);
            }
        }
    }
}
