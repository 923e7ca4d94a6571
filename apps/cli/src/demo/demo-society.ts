import type { Role } from '#libs/kernel';
import { DEMO_REGISTRATIONS, NEIGHBOURS_REGISTRATIONS, type DemoRegistration } from './demo-registrations.js';
import { DEMO_REQUESTS, type DemoRequest } from './demo-requests.js';

/** An invented Society: its branches, who works there, and whom they care for. */
export interface DemoSociety {
  branches: readonly { name: string; code: string }[];
  staff: readonly { email: string; name: string; role: Role; branch: string }[];
  requests: readonly DemoRequest[];
  registrations: readonly DemoRegistration[];
}

/** One account for every role in Harbour, and those who work on cases in Highlands too, so that two branches can be seen. */
const NORLAND: DemoSociety = {
  branches: [
    { name: 'Harbour', code: 'HAR' },
    { name: 'Highlands', code: 'HIG' },
  ],
  staff: [
    { email: 'volunteer@harbour.example', name: 'Vera Holm', role: 'intake-volunteer', branch: 'Harbour' },
    { email: 'caseworker@harbour.example', name: 'Samira Lund', role: 'caseworker', branch: 'Harbour' },
    { email: 'supervisor@harbour.example', name: 'Stellan Berg', role: 'supervisor', branch: 'Harbour' },
    { email: 'child@harbour.example', name: 'Ines Strand', role: 'child-protection-specialist', branch: 'Harbour' },
    { email: 'liaison@harbour.example', name: 'Liv Dahl', role: 'liaison', branch: 'Harbour' },
    { email: 'steward@harbour.example', name: 'Sten Vik', role: 'steward', branch: 'Harbour' },
    { email: 'administrator@harbour.example', name: 'Ada Moe', role: 'administrator', branch: 'Harbour' },
    { email: 'analyst@harbour.example', name: 'Anton Lie', role: 'analyst', branch: 'Harbour' },
    { email: 'caseworker@highlands.example', name: 'Kari Fjeld', role: 'caseworker', branch: 'Highlands' },
    { email: 'supervisor@highlands.example', name: 'Simon Aas', role: 'supervisor', branch: 'Highlands' },
  ],
  requests: DEMO_REQUESTS,
  registrations: DEMO_REGISTRATIONS,
};

const SUDLAND: DemoSociety = {
  branches: [{ name: 'Coast', code: 'COA' }],
  staff: [
    { email: 'volunteer@coast.example', name: 'Vito Mar', role: 'intake-volunteer', branch: 'Coast' },
    { email: 'caseworker@coast.example', name: 'Celia Ferro', role: 'caseworker', branch: 'Coast' },
    { email: 'supervisor@coast.example', name: 'Sandro Rocha', role: 'supervisor', branch: 'Coast' },
    { email: 'child@coast.example', name: 'Chiara Duna', role: 'child-protection-specialist', branch: 'Coast' },
    { email: 'liaison@coast.example', name: 'Luca Faro', role: 'liaison', branch: 'Coast' },
    { email: 'steward@coast.example', name: 'Stella Porto', role: 'steward', branch: 'Coast' },
    { email: 'administrator@coast.example', name: 'Aldo Baia', role: 'administrator', branch: 'Coast' },
    { email: 'analyst@coast.example', name: 'Anita Vela', role: 'analyst', branch: 'Coast' },
  ],
  requests: [],
  registrations: NEIGHBOURS_REGISTRATIONS,
};

/** The second of two Societies on one machine. */
export const NEIGHBOUR = { code: 'SUD', name: 'Sudland Society' } as const;

export function demoSociety(code: string): DemoSociety {
  return code === NEIGHBOUR.code ? SUDLAND : NORLAND;
}
