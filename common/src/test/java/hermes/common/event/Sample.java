package hermes.common.event;

import java.util.List;
import java.util.Map;

/** An event with one member of each kind, which the runtime's mapper can fill as well. */
public final class Sample {
    private String text;
    private Map<String, String> texts;
    private Map<String, List<String>> multiTexts;
    private Inner inner;

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public Map<String, String> getTexts() {
        return texts;
    }

    public void setTexts(Map<String, String> texts) {
        this.texts = texts;
    }

    public Map<String, List<String>> getMultiTexts() {
        return multiTexts;
    }

    public void setMultiTexts(Map<String, List<String>> multiTexts) {
        this.multiTexts = multiTexts;
    }

    public Inner getInner() {
        return inner;
    }

    public void setInner(Inner inner) {
        this.inner = inner;
    }

    /** An object inside. */
    public static final class Inner {
        private long number;
        private Map<String, Object> scalars;

        public long getNumber() {
            return number;
        }

        public void setNumber(long number) {
            this.number = number;
        }

        public Map<String, Object> getScalars() {
            return scalars;
        }

        public void setScalars(Map<String, Object> scalars) {
            this.scalars = scalars;
        }
    }
}
