/**
 * The settings: every key with its default, unit, range and reason ({@link lumadrop.settings.Keys}), the places they
 * come from and which place wins ({@link lumadrop.settings.SettingsLoader}), and the one message that says all that is
 * wrong with them. Knows {@code lumadrop.text} alone; what a value is used for is not its business, and no room below
 * {@code flow} gets to see it. The API key passes through here but is no setting: it is in nothing that can be printed.
 */
package lumadrop.settings;
