/** Where the console of a test is said to be; nothing is there. */
export const CONSOLE_OF_A_TEST = 'https://console.relink.example';
