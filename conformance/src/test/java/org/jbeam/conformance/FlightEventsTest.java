package org.jbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the machine tells JDK Flight Recorder. */
class FlightEventsTest {
    private static final String PROGRAM = "{P, R} = spawn_monitor(fun() -> receive stop -> exit(bye) end end), timer:sleep(20), "
            + "erlang:garbage_collect(P), P ! stop, receive {'DOWN', R, process, P, bye} -> ok end, io:format(\"~p~n\", [P]), halt(0).";

    private static List<RecordedEvent> record(Path file, String options) throws Exception {
        Vm.Result result = Vm.jbeam().with("JBEAM_JAVA_OPTS", options + " -XX:StartFlightRecording=filename=" + file).run("-noshell", "-eval", PROGRAM);
        assertEquals(0, result.status(), result.out() + result.err());
        assertTrue(Files.size(file) > 0);
        return RecordingFile.readAllEvents(file).stream().filter(event -> event.getEventType().getName().startsWith("org.jbeam.")).toList();
    }

    @Test
    void aProcessIsSeenFromSpawnToExit(@TempDir Path folder) throws Exception {
        List<RecordedEvent> events = record(folder.resolve("on.jfr"), "-Djbeam.events=true");
        List<RecordedEvent> exits = events.stream()
                .filter(event -> event.getEventType().getName().equals("org.jbeam.Exit") && event.getString("reason").equals("bye")).toList();
        assertEquals(1, exits.size());
        String pid = exits.getFirst().getString("process");
        Set<String> ofIt = events.stream().filter(event -> event.hasField("process") && pid.equals(event.getString("process")))
                .map(event -> event.getEventType().getName().substring("org.jbeam.".length())).collect(Collectors.toSet());
        assertEquals(Set.of("Spawn", "Slice", "Park", "MemoryCheck", "Exit"), ofIt);
        assertTrue(events.stream().anyMatch(event -> event.getEventType().getName().equals("org.jbeam.CodeLoad")));
    }

    @Test
    void nothingIsToldWithoutTheProperty(@TempDir Path folder) throws Exception {
        assertEquals(List.of(), record(folder.resolve("off.jfr"), "-Djbeam.events=false"));
    }
}
