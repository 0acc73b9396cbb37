import { fileURLToPath } from 'node:url';
import mdx from '@astrojs/mdx';
import preact from '@astrojs/preact';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { courseSidebar } from './site/lib/sidebar.ts';

// Nothing of this project phones home, also when somebody calls Astro without our scripts.
process.env.ASTRO_TELEMETRY_DISABLED = '1';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  srcDir: './site',
  publicDir: './site/public',
  outDir: './dist',
  trailingSlash: 'always',
  build: { format: 'directory' },
  devToolbar: { enabled: false },
  integrations: [
    starlight({
      title: 'Postlab',
      favicon: '/favicon.svg',
      credits: false,
      disable404Route: true,
      lastUpdated: false,
      locales: {
        root: { label: 'English', lang: 'en' },
        'zh-cn': { label: '简体中文', lang: 'zh-CN' },
      },
      sidebar: courseSidebar(new URL('./site/content/docs/', import.meta.url)),
      customCss: ['./site/styles/tokens.css', './site/styles/starlight.css', './site/styles/prose.css', './site/styles/print.css'],
      components: {
        Footer: './site/components/starlight/Footer.astro',
        Head: './site/components/starlight/Head.astro',
        Hero: './site/components/starlight/Hero.astro',
        PageTitle: './site/components/starlight/PageTitle.astro',
        Search: './site/components/starlight/Search.astro',
        SiteTitle: './site/components/starlight/SiteTitle.astro',
        SocialIcons: './site/components/starlight/SocialIcons.astro',
      },
      expressiveCode: {
        // What goes over the wire or into a terminal is dark in both themes, as in the workbench.
        themes: ['github-dark-default'],
        useStarlightUiThemeColors: false,
        defaultProps: { overridesByLang: { 'sh,bash,shell,console': { frame: 'none' } } },
        styleOverrides: {
          borderRadius: '8px',
          borderColor: 'var(--termline)',
          codeBackground: 'var(--term)',
          codeFontFamily: 'var(--mono)',
          codeFontSize: '0.84375rem',
          codeLineHeight: '1.65',
          uiFontFamily: 'var(--sans)',
          frames: {
            shadowColor: 'transparent',
            editorTabBarBackground: 'var(--term)',
            editorActiveTabBackground: 'var(--term)',
            editorActiveTabIndicatorTopColor: 'transparent',
          },
        },
      },
      tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 3 },
    }),
    mdx(),
    preact(),
  ],
  vite: {
    // A lesson exists twice, at two depths: the same imports must work in both.
    resolve: { alias: { '@lesson': here('./site/components/lesson'), '@figures': here('./site/components/figures'), '@widgets': here('./site/widgets') } },
    // One warning a page about "use client" in a dependency: nothing a reader of the log could act on.
    build: { rolldownOptions: { checks: { moduleLevelDirective: false } } },
  },
});
