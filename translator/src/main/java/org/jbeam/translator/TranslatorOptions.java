package org.jbeam.translator;

/**
 * How modules are translated.
 *
 * @param linkMode how calls to other modules are made
 * @param maxMethodBytes the most bytecode in a method, in bytes; longer functions are split. HotSpot compiles none above 8000.
 * @param optimized whether the passes run that only make code faster
 */
public record TranslatorOptions(LinkMode linkMode, int maxMethodBytes, boolean optimized) {
    private static final int COMPILED_BYTES = 7900;

    /** What is used when nothing is said. */
    public static final TranslatorOptions DEFAULT = new TranslatorOptions(LinkMode.INDY, COMPILED_BYTES);
    /** Each instruction as it stands, and nothing known of values or of other functions. */
    public static final TranslatorOptions UNOPTIMIZED = new TranslatorOptions(LinkMode.PLAIN, COMPILED_BYTES, false);

    /** With all passes. */
    public TranslatorOptions(LinkMode linkMode, int maxMethodBytes) {
        this(linkMode, maxMethodBytes, true);
    }

    /** Written out, for a record's own makes code when it is first called: the text is part of each key of the cache of translated modules. */
    @Override
    public String toString() {
        return linkMode.name() + ' ' + maxMethodBytes;
    }

    /** How a call reaches a function of another module. */
    public enum LinkMode {
        /** A call site that links to the function and follows its changes: fast, but dear to link. */
        INDY,
        /** A virtual call through the export: slower, nothing to link. */
        PLAIN
    }
}
