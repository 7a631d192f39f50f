/** Small things that have to do with words: nearest known name, durations, sizes, safe file names. Knows no other room. */
package lumadrop.text;
