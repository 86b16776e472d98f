/** What the playground takes on at most, in the browser and on the command line alike, so that both give the same trace. */

/** Pods that ReplicaSets may make in all: far more than anybody can look at, and few enough for any laptop. */
export const POD_LIMIT = 1_000;
/** Records after which a part of the trace is handed over, however little time it covers: a message must not grow without bound. */
export const RECORDS_PER_ANSWER = 20_000;
/** Objects that the checkpoints of a run may hold in all: some fifty megabytes. */
export const CHECKPOINT_OBJECTS = 400_000;
