package lumadrop.cli;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import lumadrop.inbox.FileNames;

/** Which job or drop an event is about, in brackets before its message; nothing where it is about none. */
public final class LogJob extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        String job = event.getMDCPropertyMap().get("job");
        return job == null || job.isEmpty() ? "" : "[" + FileNames.shown(job) + "] ";
    }
}
