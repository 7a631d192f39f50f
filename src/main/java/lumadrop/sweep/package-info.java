/**
 * How far the upstream's list of requests tells of those in flight: what an item says that is new, when a list call is worth
 * making, how many items it is to bring, whether the list can be believed, and when it cannot any more. What is not known for
 * sure is left to be asked by id. Time is passed in; nothing is read or written here.
 */
package lumadrop.sweep;
