package hermes.cli.terminal;

/**
 * Text of others, made fit for a terminal: characters that would move the cursor, change what stands elsewhere, turn
 * the order of letters round or not be seen become their escape of JSON, such as {@code \u001b}. In JSON nothing is
 * changed by that but the way in which it is written.
 *
 * @see <a href="https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing">Unicode TR 36, bidirectional text</a>
 */
final class PrintableText {

    private PrintableText() {}

    /** Ends of lines are escaped too: what is to be one line stays one. */
    static String line(CharSequence text) {
        return escaped(text, false);
    }

    /** Ends of lines stay. */
    static String lines(CharSequence text) {
        return escaped(text, true);
    }

    private static String escaped(CharSequence text, boolean linesEnd) {
        var printable = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (isPrintable(character) || linesEnd && character == '\n') {
                printable.appendCodePoint(character);
            } else {
                for (char unit : Character.toChars(character)) {
                    printable.append("\\u%04x".formatted((int) unit));
                }
            }
        });
        return printable.toString();
    }

    private static boolean isPrintable(int character) {
        return character == '\t' || switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                false;
            default -> true;
        };
    }
}
