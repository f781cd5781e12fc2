import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, step } from '../run.mjs';
import { accepts, debianPackages, freePort, onPath, supervised } from './process.mjs';

const VERSION = '4.1.0';
const home = join(root, '.cache/components', `kafka-${VERSION}`);
const jars = join(home, 'jars');
const formatted = join(home, 'formatted');
const CLUSTER_ID = 'cnVuc3RlYWQtdGVzdHMtMQ';

/** One node of Kafka in KRaft mode, from the jars of Maven Central. */
export const kafka = {
  name: 'kafka',
  testVariable: 'RUNSTEAD_TEST_KAFKA_BROKERS',
  env: (address) => ({ KAFKA_BROKERS: address }),
  container: (port) => ({
    image: `apache/kafka:${VERSION}`,
    port: 9092,
    // Clients are sent to the advertised address: the port outside must be known beforehand.
    hostPort: port,
    environment: {
      KAFKA_NODE_ID: '1',
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_LISTENERS: 'PLAINTEXT://:9092,CONTROLLER://:9093',
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${port}`,
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
      KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
    },
  }),

  async installed() {
    await debianPackages('Java', ['openjdk-17-jre-headless'], () => onPath('java'));
    if (!existsSync(join(jars, '.complete'))) {
      await debianPackages('Maven', ['maven'], () => onPath('mvn'));
      await step(`Fetching Kafka ${VERSION} from Maven Central (54 MB)`, fetchJars);
    }
    if (!existsSync(formatted)) await step('Formatting a Kafka data directory', format);
  },

  async start({ folder, port: wanted = 0, log }) {
    const port = wanted || (await freePort());
    const controller = await freePort();
    const data = join(folder, 'data');
    const properties = join(folder, 'server.properties');
    if (!existsSync(data)) cpSync(formatted, data, { recursive: true });
    writeFileSync(properties, settings({ port, controller, data }));
    const running = await supervised({
      name: 'Kafka',
      log,
      ready: () => accepts(port),
      launch: () => ({ command: 'java', args: [...java('512m'), 'kafka.Kafka', properties], options: { cwd: folder } }),
    });
    const address = `127.0.0.1:${port}`;
    return { address, env: kafka.env(address), ...running };
  },
};

async function fetchJars() {
  const working = `${jars}.${randomUUID()}`;
  mkdirSync(working, { recursive: true });
  writeFileSync(join(working, 'pom.xml'), pom());
  await run('mvn', ['-q', '-B', '-f', join(working, 'pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${working}`]);
  writeFileSync(
    join(working, 'log4j2.properties'),
    'rootLogger.level=warn\nrootLogger.appenderRef.c.ref=c\nappender.c.type=Console\nappender.c.name=c\n',
  );
  writeFileSync(join(working, '.complete'), VERSION);
  rmSync(jars, { recursive: true, force: true });
  renameSync(working, jars);
}

/** Once: every start copies the result, which saves a whole Java start each time. */
async function format() {
  const working = `${formatted}.${randomUUID()}`;
  mkdirSync(working, { recursive: true });
  const properties = join(home, `format-${randomUUID()}.properties`);
  writeFileSync(properties, settings({ port: 9092, controller: 9093, data: working }));
  await run('java', [...java('128m'), 'kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', properties], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  rmSync(properties);
  if (existsSync(formatted)) return rmSync(working, { recursive: true });
  renameSync(working, formatted);
}

function java(heap) {
  const log4j = `-Dlog4j2.configurationFile=${join(jars, 'log4j2.properties')}`;
  return [`-Xmx${heap}`, '-XX:+UseSerialGC', log4j, '-cp', `${jars}/*`];
}

/** Durable as one node can be; nothing waits for members that might come. */
function settings({ port, controller, data }) {
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
log.dirs=${data}
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
controlled.shutdown.enable=false
broker.session.timeout.ms=4000
broker.heartbeat.interval.ms=500
log.cleaner.dedupe.buffer.size=4194304
`;
}

function pom() {
  const dependency = (artifact, version, group = 'org.apache.kafka') =>
    `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>runstead</groupId><artifactId>kafka</artifactId><version>1</version><dependencies>
${dependency('kafka_2.13', VERSION)}
${dependency('kafka-tools', VERSION)}
${dependency('log4j-slf4j-impl', '2.25.1', 'org.apache.logging.log4j')}
</dependencies></project>
`;
}
