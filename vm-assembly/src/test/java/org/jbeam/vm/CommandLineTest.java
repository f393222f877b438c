package org.jbeam.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the real {@code erl} of OTP 25.2.3 makes of the same words: {@code init:get_arguments()}, {@code init:get_plain_arguments()}. */
class CommandLineTest {
    private static CommandLine parse(String... words) {
        return CommandLine.parse(List.of(words), Map.of());
    }

    @Test
    void emulatorFlagsMayStandAnywhereBeforeTwoDashes() {
        CommandLine line = parse("-eval", "E", "x", "+A", "2", "y", "+S2:1", "--", "z", "+A", "3");
        assertEquals(List.of("-eval", "E", "x", "y", "--", "z", "+A", "3"), line.initArgs());
        assertEquals(2, line.schedulers());
        assertEquals(1, line.schedulersOnline());
    }

    @Test
    void theEnvironmentStandsAroundTheWordsAndExtraComesLast() {
        CommandLine line = CommandLine.parse(List.of("-noshell", "-extra", "a", "b"),
                Map.of("ERL_AFLAGS", "-a0 1", "ERL_FLAGS", "-foo \"b a\"r -extra zz", "ERL_ZFLAGS", "-z 'q'"));
        assertEquals(List.of("-a0", "1", "-noshell", "-foo", "b ar", "-z", "q", "-extra", "a", "b", "zz"), line.initArgs());
    }

    @Test
    void quotesAndBackslashesAsTheRealOneReadsThem() {
        assertEquals(List.of("-w", "a#b", "c#d", "e\\f i\\ j kl #z"), Words.of("-w a#b \"c#d\" \"e\\\"f\" i\\ j \"k\\l\" #z"));
        assertEquals(List.of("\n-less"), Words.of("\\\n\\-less"));
        assertEquals(List.of("", "a"), Words.of(" '' \ta "));
    }

    @Test
    void argumentFilesNestAndHaveComments(@TempDir Path folder) throws IOException {
        Path inner = Files.writeString(folder.resolve("inner"), "-deep 1 +A 3 -extra q r");
        Path outer = Files.writeString(folder.resolve("outer"), "-hello world # c\n\"x y\" +A 4#d\n-args_file " + inner + " -k");
        assertEquals(List.of("-hello", "world", "x y", "-deep", "1", "-k", "-extra", "q", "r"), parse("-args_file", outer.toString()).initArgs());
        assertThrows(UsageException.class, () -> parse("-args_file", folder.resolve("none").toString()));
        Path endless = folder.resolve("endless");
        Files.writeString(endless, "-args_file " + endless);
        assertThrows(UsageException.class, () -> parse("-args_file", endless.toString()));
    }

    @Test
    void launcherFlagsAreTakenOut() {
        CommandLine line = parse("-env", "QQ", "rr", "-noinput", "--otp", "/o", "-emu_args", "-sname", "x", "+fnu", "+pc", "unicode", "+c", "true", "+B");
        assertEquals(List.of("-noshell", "-noinput", "-sname", "x"), line.initArgs());
        assertEquals("rr", line.environment().get("QQ"));
        assertEquals("/o", line.otp());
        assertEquals("u", line.fileNames());
        assertEquals("unicode", line.printable());
        assertTrue(parse("+V").isVersion());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+sbwt none", "+sbt u", "+zdbbl 5", "+hms 300", "+MBas aobf", "+JPperf true", "+W w", "+Ww", "+K true", "+e 2000", "+L", "+d",
        "+rg 3", "+sct L0-1c0-1", "+spp true", "+SP 50:50", "+IOp 1", "+IOPt 50", "+a 16", "+nd", "+v", "+T3", "+hmqd off_heap", "+swtdcpu low", "+ssrct",
        "+R 25", "+r", "+c", "+S 0", "+A 0", "+Bi"})
    void everyFlagOfTheRealOneIsTakenWithItsValue(String words) {
        assertEquals(List.of("-noshell"), CommandLine.parse(List.of((words + " -noshell").split(" ")), Map.of()).initArgs());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+foo", "+l", "+P 3", "+S2:3", "+SDio 0", "+t 100", "+A", "--otp", "-env A", "+Q many", "+pc greek",
        "+hms 0", "+hms x", "+hmax -1", "+hmaxk x", "+hmaxel 1", "+hmqd heap", "+hpds 0"})
    void whatTheRealOneRefusesIsRefused(String words) {
        assertThrows(UsageException.class, () -> CommandLine.parse(List.of(words.split(" ")), Map.of()));
    }

    @Test
    void flagsOfHeapsAreWhatProcessesStartWith() {
        org.jbeam.runtime.ProcessSettings set =
                parse("+hms", "300", "+hmax", "200000", "+hmaxk", "false", "+hmaxel", "false", "+hmqd", "off_heap").processDefaults();
        assertEquals(376, set.memory().minHeapSize());
        assertEquals(new org.jbeam.gc.MaxHeapSize(200_000, false, false), set.memory().maxHeapSize());
        assertTrue(set.isQueueOffHeap());
    }

    @Property(tries = 200)
    void quotedTextIsOneWord(@ForAll String text) {
        String plain = text.replace("'", "");
        assertEquals(List.of(plain), Words.of("'" + plain + "'"));
    }
}
