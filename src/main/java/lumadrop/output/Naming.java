package lumadrop.output;

import java.time.Instant;
import java.time.ZoneId;

/**
 * What a drop's names are made of, apart from its jobs.
 *
 * @param path the dropped file's path in the inbox, relative, {@code /} between parts
 * @param zone in which {@code {date:…}} is told
 * @param folder as shipped {@code {drop}}
 * @param name as shipped {@code {name}}
 */
public record Naming(String path, Instant received, ZoneId zone, NameTemplate folder, NameTemplate name) {}
