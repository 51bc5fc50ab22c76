/** What a Pages Function is given: the Worker behind `/api`, and the static files. */
export interface PagesEnv {
  API: Fetcher;
  ASSETS: Fetcher;
}
