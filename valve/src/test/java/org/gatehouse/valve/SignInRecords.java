package org.gatehouse.valve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** What Java's Flight Recorder is told of sign-ins, from now on until it is asked. */
final class SignInRecords implements AutoCloseable {
    private static final String NAME = "org.gatehouse.SignOn";

    private final Recording recording = new Recording();

    SignInRecords() {
        recording.enable(NAME);
        recording.start();
    }

    /** The events in their order; ends the recording. */
    List<RecordedEvent> events() throws IOException {
        Path file = Files.createTempFile("sign-ins", ".jfr");
        try {
            recording.stop();
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().equals(NAME))
                    .sorted(Comparator.comparing(RecordedEvent::getEndTime))
                    .toList();
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public void close() {
        recording.close();
    }
}
