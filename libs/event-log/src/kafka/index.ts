export { KafkaEventLog, type KafkaEventLogOptions } from './kafka-event-log';
export { UnsafeTopicError } from './topic-setup';
