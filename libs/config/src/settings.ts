import { kind, type Setting } from './setting-kinds.js';

/**
 * Every setting of every process, in one table: docs/settings.md is made from it. Each can be given as an environment
 * variable, or in a file named by the same variable with `_FILE` behind it (for secrets mounted as files).
 */
export const SETTINGS = {
  environment: kind.choice(
    'RELINK_ENV',
    ['demo', 'production'],
    'demo',
    'demo runs anywhere; production refuses demo keys, plain database connections and superusers',
  ),
  home: kind.text('RELINK_HOME', '.relink', 'folder for everything Relink keeps on this machine: database, keys, logs'),
  society: kind.text('RELINK_SOCIETY', 'NOR', 'three capital letters that open every reference number', /^[A-Z]{3}$/),
  societyName: kind.text('RELINK_SOCIETY_NAME', 'Norland Society', 'name of the National Society, shown to staff'),
  acceptanceRules: kind.text(
    'RELINK_ACCEPTANCE_RULES',
    '',
    'JSON document with the rules by which requests are taken on; default: the rules shipped with Relink',
  ),
  informationNotices: kind.text(
    'RELINK_INFORMATION_NOTICES',
    '',
    'JSON document with the information notices by version and language; default: those shipped with Relink',
  ),
  host: kind.text('RELINK_HOST', '127.0.0.1', 'address to listen on'),
  apiPort: kind.port('RELINK_API_PORT', 4300, 'console and API'),
  portalPort: kind.port('RELINK_PORTAL_PORT', 4301, 'family portal'),
  exchangePort: kind.port('RELINK_EXCHANGE_PORT', 4302, 'partner exchange'),
  workerPort: kind.port('RELINK_WORKER_PORT', 4303, 'health answers of the worker'),
  databasePort: kind.port('RELINK_DB_PORT', 4310, 'embedded PostgreSQL (only where no database address is given)'),
  postgresPrograms: kind.text(
    'RELINK_POSTGRES_BIN',
    '',
    "folder with a PostgreSQL 18 of the system's own, such as /usr/lib/postgresql/18/bin, to run as the embedded one: built for speed, it needs an eighth to a quarter less processor time than the small one that comes along",
  ),
  publicOrigin: kind.text(
    'RELINK_PUBLIC_ORIGIN',
    '',
    'origin the console is reached at, such as https://relink.example.org; passkeys of staff open it there and nowhere else; default: http://localhost and the API port',
  ),
  databaseUrl: kind.secret('RELINK_DATABASE_URL', 'PostgreSQL address of this process, with its own role'),
  databasePool: kind.whole('RELINK_DATABASE_POOL', 6, 'database connections of this process', 1, 200),
  queueBackend: kind.choice('RELINK_QUEUE_BACKEND', ['postgres', 'redis'], 'postgres', 'what carries the queues'),
  redisUrl: kind.secret('RELINK_REDIS_URL', 'Redis or Valkey address, where it carries the queues'),
  queueConcurrency: kind.whole('RELINK_QUEUE_CONCURRENCY', 4, 'jobs a worker does at once in each lane', 1, 64),
  keyring: kind.text('RELINK_KEYRING', '', 'keyring file; default: keyring.json in the home folder'),
  auditChains: kind.whole(
    'RELINK_AUDIT_CHAINS',
    16,
    'parallel audit chains, so that writers do not wait for each other: as many as there are connections that write',
    1,
    64,
  ),
  auditCheckpointMinutes: kind.whole(
    'RELINK_AUDIT_CHECKPOINT_MINUTES',
    60,
    'minutes between signed audit checkpoints',
    1,
    1440,
  ),
  sessionMinutes: kind.whole(
    'RELINK_SESSION_MINUTES',
    30,
    'minutes without activity after which staff sign in again',
    5,
    480,
  ),
  timeZone: kind.text(
    'RELINK_TIME_ZONE',
    'UTC',
    'time zone of the people who are written to, such as Europe/Oslo',
    /^[A-Za-z]+([/_+-][A-Za-z0-9]+)*$/,
  ),
  quietHours: kind.text(
    'RELINK_QUIET_HOURS',
    '20:00-08:00',
    'when nobody is written to who named no safe hours of their own',
    /^\d{2}:\d{2}-\d{2}:\d{2}$/,
  ),
  callBackPhone: kind.text(
    'RELINK_CALL_BACK_PHONE',
    '',
    'number that notifications ask people to call, such as +47 22 00 00 00',
    /^\+[0-9 ]{7,20}$/,
  ),
  senderName: kind.text(
    'RELINK_SENDER_NAME',
    'Message',
    'name that notifications come from; it should say nothing of the organisation',
    /^[^<>"\r\n]{1,40}$/,
  ),
  smtpUrl: kind.secret(
    'RELINK_SMTP_URL',
    'mail server for notifications, such as smtps://user:password@mail.example.org; without it none go by e-mail',
  ),
  mailFrom: kind.text(
    'RELINK_MAIL_FROM',
    'message@localhost',
    'address that e-mail notifications come from',
    /^[^\s@<>"]+@[^\s@<>"]+$/,
  ),
  smsUrl: kind.secret('RELINK_SMS_URL', 'address that text messages are posted to; without it none are sent'),
  smsFormat: kind.choice('RELINK_SMS_FORMAT', ['json', 'form'], 'json', 'how the gateway wants its fields'),
  smsAuthorization: kind.secret('RELINK_SMS_AUTHORIZATION', 'value of the Authorization header for the gateway'),
  smsFields: kind.text(
    'RELINK_SMS_FIELDS',
    'to=to,text=text',
    "the gateway's names for to, text, sender and reference",
    /^[a-z]+=[\w.-]+(,[a-z]+=[\w.-]+)*$/,
  ),
  fileMegabytes: kind.whole('RELINK_FILE_MEGABYTES', 25, 'largest file that is taken, in megabytes', 1, 200),
  exportRows: kind.whole('RELINK_EXPORT_ROWS', 2000, 'most persons in one list that leaves Relink', 1, 20_000),
  readingPaceRecords: kind.whole(
    'RELINK_READING_PACE_RECORDS',
    300,
    'records that one account may read in the time below before the steward and the administrator are told',
    5,
    100_000,
  ),
  readingPaceMinutes: kind.whole('RELINK_READING_PACE_MINUTES', 60, 'minutes over which they are counted', 1, 1440),
  s3Endpoint: kind.text(
    'RELINK_S3_ENDPOINT',
    '',
    'address of an S3-compatible store for files; default: a folder in the home folder',
    /^https?:\/\/.+$/,
  ),
  s3Region: kind.text('RELINK_S3_REGION', 'us-east-1', 'region of that store', /^[a-z0-9-]+$/),
  s3Bucket: kind.text('RELINK_S3_BUCKET', 'relink', 'bucket in that store; it has to be there', /^[a-z0-9.-]{3,63}$/),
  s3AccessKey: kind.secret('RELINK_S3_ACCESS_KEY', 'access key id for that store'),
  s3SecretKey: kind.secret('RELINK_S3_SECRET_KEY', 'secret access key for that store'),
  clamdAddress: kind.text(
    'RELINK_CLAMD',
    '',
    'malware scanner: host:port or socket of a clamd; where set, no file passes without it',
  ),
  portalOrigin: kind.text(
    'RELINK_PORTAL_ORIGIN',
    '',
    'origin that families reach the portal at, as printed on cards; default: http://localhost and the portal port',
    /^https?:\/\/[^/\s]+$/,
  ),
  portalKeys: kind.text(
    'RELINK_PORTAL_KEYS',
    '',
    'key file of the portal, made from the keyring by "relink keys portal"; default: portal-keys.json in the home folder',
  ),
  portalSessionMinutes: kind.whole(
    'RELINK_PORTAL_SESSION_MINUTES',
    15,
    'minutes without activity after which families sign in again',
    1,
    60,
  ),
  portalWordMemory: kind.whole(
    'RELINK_PORTAL_WORD_MEMORY',
    19_456,
    'KiB of memory that checking the word of a card takes (Argon2id); the same for api and portal',
    64,
    1_048_576,
  ),
  portalExit: kind.text(
    'RELINK_PORTAL_EXIT',
    '',
    'address that families land at who leave the portal, such as a weather page; default: a page that says nothing',
    /^https:\/\/\S+$/,
  ),
  portalAudio: kind.text(
    'RELINK_PORTAL_AUDIO',
    '',
    'folder with recordings of the portal texts, as <language>/<code>.mp3; without it none are offered',
  ),
  exchangeOrigin: kind.text(
    'RELINK_EXCHANGE_ORIGIN',
    '',
    'origin that partners reach the exchange at, as they were told it; default: http://127.0.0.1 and the exchange port',
    /^https?:\/\/[^/\s]+$/,
  ),
  exchangeKeys: kind.text(
    'RELINK_EXCHANGE_KEYS',
    '',
    'private keys of the exchange, for the exchange and the worker alone, made by "relink keys exchange"; default: exchange-keys.json in the home folder',
  ),
  firstContactBranch: kind.text(
    'RELINK_FIRST_CONTACT_BRANCH',
    '',
    'code of the branch that people without a card come to first; default: the oldest branch',
  ),
  logLevel: kind.choice('RELINK_LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent'], 'info', 'how much is logged'),
  trustProxy: kind.whole('RELINK_TRUST_PROXY', 0, 'reverse proxies in front whose forwarded address is believed', 0, 5),
} satisfies Record<string, Setting<unknown>>;

export type SettingName = keyof typeof SETTINGS;
export type Settings = {
  readonly [Name in SettingName]: (typeof SETTINGS)[Name] extends Setting<infer Value> ? Value : never;
};
