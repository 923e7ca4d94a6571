import { createBrowserRouter } from 'react-router';
import { Broken } from './broken.js';

/** Every screen is a chunk of its own: the sign-in loads nothing of the rest. */
export const router = createBrowserRouter([
  {
    ErrorBoundary: Broken,
    HydrateFallback: () => null,
    children: [
      { path: '/sign-in', lazy: async () => ({ Component: (await import('../sign-in/sign-in-page.js')).SignInPage }) },
      {
        path: '/enrol/:token',
        lazy: async () => ({ Component: (await import('../enrolment/enrolment-page.js')).EnrolmentPage }),
      },
      {
        path: '/',
        lazy: async () => ({ Component: (await import('./shell.js')).Shell }),
        children: [
          {
            ErrorBoundary: Broken,
            children: [
              { index: true, lazy: async () => ({ Component: (await import('../work/work-page.js')).WorkPage }) },
              {
                path: 'tracing-requests',
                lazy: async () => ({
                  Component: (await import('../tracing-requests/list-page.js')).TracingRequestsPage,
                }),
              },
              {
                path: 'tracing-requests/new',
                lazy: async () => ({
                  Component: (await import('../interview/new-interview-page.js')).NewInterviewPage,
                }),
              },
              {
                path: 'tracing-requests/:id',
                lazy: async () => ({ Component: (await import('../tracing-requests/case-page.js')).CasePage }),
              },
              {
                path: 'tracing-requests/:id/interview',
                lazy: async () => ({
                  Component: (await import('../interview/edit-interview-page.js')).EditInterviewPage,
                }),
              },
              {
                path: 'registrations',
                lazy: async () => ({ Component: (await import('../registrations/list-page.js')).RegistrationsPage }),
              },
              {
                path: 'registrations/new',
                lazy: async () => ({
                  Component: (await import('../registrations/new-registration-page.js')).NewRegistrationPage,
                }),
              },
              {
                path: 'registrations/:id',
                lazy: async () => ({
                  Component: (await import('../registrations/registration-page.js')).RegistrationPage,
                }),
              },
              {
                path: 'matches',
                lazy: async () => ({ Component: (await import('../matches/list-page.js')).MatchesPage }),
              },
              {
                path: 'matches/:id',
                lazy: async () => ({ Component: (await import('../matches/match-review-page.js')).MatchReviewPage }),
              },
              {
                path: 'lists',
                lazy: async () => ({ Component: (await import('../lists/lists-page.js')).ListsPage }),
              },
              {
                path: 'lists/:id',
                lazy: async () => ({ Component: (await import('../lists/list-page.js')).ListPage }),
              },
              {
                path: 'rights-requests',
                lazy: async () => ({
                  Component: (await import('../rights/rights-requests-page.js')).RightsRequestsPage,
                }),
              },
              {
                path: 'exports',
                lazy: async () => ({ Component: (await import('../exports/exports-page.js')).ExportsPage }),
              },
              {
                path: 'partners',
                lazy: async () => ({ Component: (await import('../partners/partners-page.js')).PartnersPage }),
              },
              {
                path: 'partners/:id',
                lazy: async () => ({ Component: (await import('../partners/partner-page.js')).PartnerPage }),
              },
              {
                path: 'exchange',
                lazy: async () => ({ Component: (await import('../exchange/exchange-page.js')).ExchangePage }),
              },
              {
                path: 'partner-enquiries/:id',
                lazy: async () => ({
                  Component: (await import('../exchange/partner-enquiry-page.js')).PartnerEnquiryPage,
                }),
              },
              {
                path: 'accounts',
                lazy: async () => ({ Component: (await import('../accounts/accounts-page.js')).AccountsPage }),
              },
              {
                path: 'account',
                lazy: async () => ({ Component: (await import('../own-account/own-account-page.js')).OwnAccountPage }),
              },
              { path: '*', lazy: async () => ({ Component: (await import('./not-found.js')).NotFound }) },
            ],
          },
        ],
      },
    ],
  },
]);
