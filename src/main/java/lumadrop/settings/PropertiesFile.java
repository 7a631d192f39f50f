package lumadrop.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.TreeMap;

/** Reads a file in the format of {@link Properties}, in UTF-8. */
final class PropertiesFile {
    private PropertiesFile() {}

    /** The file's values, trimmed, by name; none where there is no such file, or where a problem was added instead. */
    static NavigableMap<String, String> read(Path file, Problems problems) {
        try {
            return parse(withoutMark(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (NoSuchFileException e) {
            return new TreeMap<>();
        } catch (CharacterCodingException e) {
            problems.add(file + ": is not UTF-8; save it in that encoding");
        } catch (AccessDeniedException e) {
            problems.add(file + ": cannot be read; this user is not allowed to");
        } catch (IOException e) {
            problems.add(file + ": cannot be read; is it a file? (" + e.getMessage() + ")");
        } catch (IllegalArgumentException e) {
            problems.add(file + ": has a \\u that is not followed by four hex digits; a backslash is written \\\\");
        }
        return new TreeMap<>();
    }

    private static NavigableMap<String, String> parse(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        TreeMap<String, String> values = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            values.put(name.strip(), properties.getProperty(name).strip());
        }
        return values;
    }

    /** Windows' editors put a byte order mark in front, which would become part of the first key. */
    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
