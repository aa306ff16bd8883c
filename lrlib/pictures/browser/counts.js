/* What a threshold makes of the examples of both classes. */

/* Left alone, false alarms, misses and hits at a stop of the threshold. */
export function counted([no, yes], stop) {
  return [no[0] - no[stop], no[stop], yes[0] - yes[stop], yes[stop]];
}
