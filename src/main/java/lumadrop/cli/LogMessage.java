package lumadrop.cli;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import lumadrop.inbox.FileNames;

/** An event's message on one line, whatever name or answer from outside is in it: none can forge a line of the log. */
public final class LogMessage extends MessageConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return FileNames.shown(super.convert(event).strip());
    }
}
